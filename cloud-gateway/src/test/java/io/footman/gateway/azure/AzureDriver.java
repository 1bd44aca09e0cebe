package io.footman.gateway.azure;

import com.microsoft.azure.functions.ExecutionContext;
import io.footman.gateway.kit.Call;
import io.footman.gateway.kit.CallParts;
import io.footman.gateway.kit.Driver;
import io.footman.gateway.kit.Reply;
import io.footman.gateway.settings.GatewaySettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;

/** The gateway as an Azure Function, called as the worker calls it: a new instance for each invocation. */
final class AzureDriver implements Driver {
    private final FunctionHost host;

    AzureDriver(GatewaySettings settings) {
        this.host = new FunctionHost(settings);
    }

    @Override
    public Reply send(Call call) {
        CallParts parts = CallParts.of(call);
        Map<String, String> headers = new LinkedHashMap<>(parts.headers());
        if (parts.declareLength()) {
            headers.putIfAbsent("Content-Length", String.valueOf(parts.body().length));
        }
        FakeRequest request = new FakeRequest(parts.method(), parts.path(), headers, parts.body());
        FakeResponse response = (FakeResponse) new GatewayFunction(host).run(request, new Context());
        return new Reply(response.getStatus().value(), response.headers(), text(response.getBody()));
    }

    @Override
    public void close() {
        host.close();
    }

    private static String text(Object body) {
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(body);
    }

    private static final class Context implements ExecutionContext {
        @Override
        public Logger getLogger() {
            return Logger.getLogger("function");
        }

        @Override
        public String getInvocationId() {
            return "1";
        }

        @Override
        public String getFunctionName() {
            return "gateway";
        }
    }
}
