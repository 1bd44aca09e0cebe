package io.footman.gateway.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

/**
 * The gateway as an Azure Function: every path goes to the same controllers as on the own server. The worker makes a new
 * instance for each call, so everything that must be kept lives in {@link FunctionHost}.
 */
public final class GatewayFunction {
    private final FunctionHost host;

    /** Used by the Functions worker. */
    public GatewayFunction() {
        this(FunctionHost.shared());
    }

    GatewayFunction(FunctionHost host) {
        this.host = host;
    }

    /** Entry point. Signatures are checked by the gateway itself, so Azure's own keys are not asked for. */
    @FunctionName("gateway")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE},
                            route = "{*route}",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return host.route(request, context);
    }
}
