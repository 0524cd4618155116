package fieldlink.jobs.robot.rules;

import fieldlink.jobs.robot.CallOutcome;
import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the outcome of a call is told to the client. */
public final class CallAnswer {
    private final boolean original;

    /** @param original whether errors from inside a method are told as the original told them, that is, misleadingly */
    public CallAnswer(boolean original) {
        this.original = original;
    }

    public ObjectNode to(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.Returned returned) {
            return result(returned.value());
        }
        return failure((CallOutcome.Failed) outcome);
    }

    /** A result that has a status of its own is the answer; anything else is wrapped. */
    private static ObjectNode result(JsonNode value) {
        if (!(value instanceof ObjectNode own) || !own.has("status")) {
            ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
            wrapped.set("result", value);
            return Envelope.success("执行成功", wrapped);
        }
        if (Envelope.isError(own)) {
            if (!own.has("error_code")) {
                own.put("error_code", ErrorCode.EXECUTION_FAILED.code());
            }
            if (!own.has("data")) {
                own.set("data", JsonNodeFactory.instance.objectNode());
            }
        }
        return own;
    }

    private ObjectNode failure(CallOutcome.Failed failed) {
        String object = failed.object();
        String method = failed.object() + "." + failed.method();
        return switch (failed.failure()) {
            case NO_OBJECT -> noObject(object);
            case NO_METHOD -> Envelope.error(ErrorCode.METHOD_NOT_FOUND, "对象 " + object + " 不存在方法 " + failed.method());
            case NOT_CALLABLE -> Envelope.error(ErrorCode.METHOD_NOT_FOUND, method + " 不是可调用方法");
            case ARGUMENTS -> badArguments(method, failed.text());
            case TYPE_ERROR -> original ? badArguments(method, failed.text()) : raised(method, failed.text());
            case ATTRIBUTE_ERROR -> original ? noObject(object) : raised(method, failed.text());
            case RAISED -> raised(method, failed.text());
            case CANCELLED -> Envelope.error(ErrorCode.CANCELLED, method + "() was cancelled");
        };
    }

    private static ObjectNode noObject(String object) {
        return Envelope.error(ErrorCode.OBJECT_NOT_FOUND, "对象 " + object + " 不存在");
    }

    private static ObjectNode badArguments(String method, String text) {
        return Envelope.error(ErrorCode.INVALID_PARAMS, "调用 " + method + "() 参数错误: " + text);
    }

    private static ObjectNode raised(String method, String text) {
        return Envelope.error(ErrorCode.EXECUTION_FAILED, "执行 " + method + "() 失败: " + text);
    }
}
