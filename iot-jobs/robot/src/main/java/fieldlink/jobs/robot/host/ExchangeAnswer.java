package fieldlink.jobs.robot.host;

import fieldlink.jobs.robot.Envelope;
import fieldlink.jobs.robot.ErrorCode;
import fieldlink.jobs.robot.ProjectVersion;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a client hears of its upload or rollback. */
final class ExchangeAnswer {
    private ExchangeAnswer() {}

    static ObjectNode accepted(ProjectVersion version, boolean replaces) {
        String message = replaces ? "项目上传成功，Worker 将重启以清理模块缓存" : "项目上传成功";
        return Envelope.success(message, JsonNodeFactory.instance.objectNode().put("project_type", version.type()));
    }

    static ObjectNode rolledBack(ProjectVersion version) {
        return Envelope.success(
                "version " + version.id() + " is in force",
                JsonNodeFactory.instance.objectNode().put("version", version.id()));
    }

    static ObjectNode loadFailed(String problem) {
        return Envelope.error(ErrorCode.LOAD_FAILED, "项目启动失败: " + problem);
    }
}
