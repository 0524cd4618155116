/**
 * What an actuator may do and when: pure decisions. An {@link fieldlink.ccm.actuator.Actuator} and an
 * {@link fieldlink.ccm.actuator.ActuatorEvent} give the next actuator and the effects to carry out, in order.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ccm.actuator;
