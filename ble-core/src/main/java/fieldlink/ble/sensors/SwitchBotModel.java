package fieldlink.ble.sensors;

import java.util.Optional;

/** The SwitchBot devices that are understood, each with the type letters it advertises (one of them while pairing). */
public enum SwitchBotModel {
    METER("Meter", "Tt"),
    METER_PLUS("Meter Plus", "Ii"),
    METER_PRO("Meter Pro", "4\u0014"),
    METER_PRO_CO2("Meter Pro CO2", "5\u0015"),
    OUTDOOR_METER("Outdoor Meter", "Ww"),
    PLUG_MINI("Plug Mini", "gGjJ"),
    BOT("Bot", "H"),
    CURTAIN("Curtain", "cC"),
    CURTAIN_3("Curtain 3", "{[");

    private final String title;
    private final String letters;

    SwitchBotModel(String title, String letters) {
        this.title = title;
        this.letters = letters;
    }

    static Optional<SwitchBotModel> of(int type) {
        for (SwitchBotModel model : values()) {
            if (model.letters.indexOf(type) >= 0) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }

    public String title() {
        return "SwitchBot " + title;
    }
}
