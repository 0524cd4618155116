/**
 * The shell around the decisions: one thread and one clock that feed events to {@link fieldlink.ble.radio.Orchestrator}
 * and carry its effects out on a {@link fieldlink.ble.Radio}. Begin at {@link fieldlink.ble.session.BleSession}.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ble.session;
