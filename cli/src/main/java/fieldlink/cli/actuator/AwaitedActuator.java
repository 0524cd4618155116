package fieldlink.cli.actuator;

import fieldlink.cli.Awaited;
import fieldlink.cli.Console;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.Map;
import java.util.Optional;

/** An actuator of the running bridge: {@code position_pct}, {@code state}, and what else its status shows. */
public final class AwaitedActuator implements Awaited {
    private final Places places;

    public AwaitedActuator(Syntax syntax) {
        places = new Places(syntax);
    }

    @Override
    public String word() {
        return "actuator";
    }

    @Override
    public Optional<Map<String, String>> look(String name, Given given, Console console) {
        return new Bridge(places.socket(given, console))
                .status().stream()
                        .map(Answer::shown)
                        .filter(fields -> name.equals(fields.get("name")))
                        .findFirst();
    }
}
