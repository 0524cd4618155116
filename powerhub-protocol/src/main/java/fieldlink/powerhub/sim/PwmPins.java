package fieldlink.powerhub.sim;

/** The PWM hardware under the firmware. Duty runs from 0 to 8191. */
interface PwmPins {
    void duty(int channel, int duty);

    void fade(int channel, int duty, int millis);
}
