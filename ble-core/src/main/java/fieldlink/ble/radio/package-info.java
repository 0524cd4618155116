/**
 * The decisions of the shared radio, as pure code: what happens and the time go in, effects come out.
 *
 * <p>{@link fieldlink.ble.radio.Orchestrator} is the whole; it reads no clock, starts no thread and calls no radio, so
 * the same events at the same times give the same effects. Its state is confined in it instead of copied at each step:
 * five hundred advertisements a second pass through here.
 *
 * <p>Time is a {@link java.time.Duration} since an arbitrary beginning, on a clock that cannot jump.
 */
@org.jspecify.annotations.NullMarked
package fieldlink.ble.radio;
