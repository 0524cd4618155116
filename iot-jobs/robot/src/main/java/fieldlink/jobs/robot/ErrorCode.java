package fieldlink.jobs.robot;

/** The error codes that clients know by number. The first digit pair names the area: connection, protocol, project, call. */
public enum ErrorCode {
    CONNECTION_REJECTED("00001"),
    /** Only the operator may; the client is an observer, or its role is too small. */
    NOT_ALLOWED("00003"),
    TOKEN_MISSING("00010"),
    TOKEN_INVALID("00011"),
    INVALID_FORMAT("01001"),
    MISSING_FIELD("01002"),
    UNKNOWN_COMMAND("01003"),
    INVALID_PARAMS("01004"),
    UPLOAD_FAILED("02001"),
    INVALID_PROJECT("02002"),
    LOAD_FAILED("02003"),
    NO_PROJECT("02004"),
    SECURITY_VIOLATION("02005"),
    EXECUTION_FAILED("03001"),
    METHOD_NOT_FOUND("03002"),
    OBJECT_NOT_FOUND("03003"),
    /** The call did not end within its time. */
    TIMED_OUT("03005"),
    CANCELLED("03006"),
    /** Too much is waiting already. */
    BUSY("03007"),
    /** The process that ran the call has died. */
    WORKER_LOST("03008"),
    /** An emergency stop is in force until it is reset. */
    STOPPED("03009"),
    INTERNAL_ERROR("99001");

    private final String code;

    ErrorCode(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
