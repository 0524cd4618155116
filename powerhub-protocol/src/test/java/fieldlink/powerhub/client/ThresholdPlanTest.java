package fieldlink.powerhub.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fieldlink.powerhub.HubException;
import fieldlink.powerhub.PowerCommand;
import fieldlink.powerhub.PowerSettings;
import fieldlink.powerhub.WireBytes;
import org.junit.jupiter.api.Test;

class ThresholdPlanTest {
    /** High 60.00, recover 55.00, sleep 12500, wake 13200. */
    private static final PowerSettings FACTORY = PowerSettings.decode(WireBytes.parse("1770157c30d43390"));

    @Test
    void wakeGoesFirstWhenTheNewSleepWouldReachTheOldWake() {
        assertThat(ThresholdPlan.ofVoltages(FACTORY, 13200, 14000).commands())
                .containsExactly(new PowerCommand.WakeThreshold(14000), new PowerCommand.SleepThreshold(13200));
    }

    @Test
    void sleepGoesFirstOtherwise() {
        assertThat(ThresholdPlan.ofVoltages(FACTORY, 13199, 14000).commands())
                .containsExactly(new PowerCommand.SleepThreshold(13199), new PowerCommand.WakeThreshold(14000));
    }

    @Test
    void recoverGoesFirstWhenTheNewHighWouldReachTheOldRecover() {
        assertThat(ThresholdPlan.ofTemperatures(FACTORY, 5500, 5000).commands())
                .containsExactly(new PowerCommand.RecoverTemperature(5000), new PowerCommand.HighTemperature(5500));
    }

    @Test
    void refusesAPairThatTheHubWouldRefuse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdPlan.ofVoltages(FACTORY, 13000, 13000))
                .withMessageContaining("sleep threshold 13000 mV must be below wake threshold 13000 mV");
    }

    @Test
    void doesNotBelieveAnAcknowledgement() {
        ThresholdPlan plan = ThresholdPlan.ofVoltages(FACTORY, 12000, 13000);
        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> plan.verify(FACTORY))
                .satisfies(e -> assertThat(e.status()).isEqualTo(HubException.Status.NOT_APPLIED));
    }

    @Test
    void saysSoWhenTheFirmwareHasNoSuchThreshold() {
        PowerSettings withoutVoltages = PowerSettings.decode(WireBytes.parse("32d909c41770157c00000000"));
        assertThatExceptionOfType(HubException.class)
                .isThrownBy(() -> ThresholdPlan.ofVoltages(withoutVoltages, 12000, 13000))
                .satisfies(e -> assertThat(e.status()).isEqualTo(HubException.Status.UNSUPPORTED));
    }
}
