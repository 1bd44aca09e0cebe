package io.footman.benchmark;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Turns HTTP/1.1 answers into their status codes. Much cheaper than a full codec: the generator shares its two cores with
 * what it measures. Understands answers with {@code Content-Length} only, which both measured servers send.
 */
final class AnswerDecoder extends ByteToMessageDecoder {
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final String LENGTH = "content-length:";
    private static final int STATUS_OFFSET = 9;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int headEnd = indexOfHeadEnd(in);
        if (headEnd < 0) {
            return;
        }
        int start = in.readerIndex();
        String head = in.toString(start, headEnd - start, StandardCharsets.US_ASCII);
        int length = contentLength(head);
        int end = headEnd + HEAD_END.length + length;
        if (in.writerIndex() < end) {
            return;
        }
        out.add(Integer.valueOf(head.substring(STATUS_OFFSET, STATUS_OFFSET + 3)));
        in.readerIndex(end);
    }

    private static int indexOfHeadEnd(ByteBuf in) {
        for (int i = in.readerIndex(); i <= in.writerIndex() - HEAD_END.length; i++) {
            if (in.getByte(i) == '\r'
                    && in.getByte(i + 1) == '\n'
                    && in.getByte(i + 2) == '\r'
                    && in.getByte(i + 3) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int contentLength(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            throw new IllegalStateException("An answer without Content-Length: " + head);
        }
        int lineEnd = head.indexOf('\r', at);
        return Integer.parseInt(head.substring(at + LENGTH.length(), lineEnd < 0 ? head.length() : lineEnd)
                .strip());
    }
}
