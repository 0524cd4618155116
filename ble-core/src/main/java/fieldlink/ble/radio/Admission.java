package fieldlink.ble.radio;

/** Whether the queue takes a request. */
sealed interface Admission {
    record Admitted() implements Admission {}

    record Refused(Failure failure) implements Admission {}
}
