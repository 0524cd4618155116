package fieldlink.powerhub.sim;

/** What the firmware's parser returns inside; a client sees the same ATT error for either. */
enum EspError {
    INVALID_SIZE,
    INVALID_ARG
}
