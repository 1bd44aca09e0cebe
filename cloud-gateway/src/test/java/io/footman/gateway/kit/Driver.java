package io.footman.gateway.kit;

/** A started gateway on one of its servers. */
public interface Driver extends AutoCloseable {
    Reply send(Call call);

    @Override
    void close();
}
