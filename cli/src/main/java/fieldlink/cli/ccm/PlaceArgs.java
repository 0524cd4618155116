package fieldlink.cli.ccm;

import fieldlink.ccm.CcmAddress;
import fieldlink.cli.Arg;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;

/** {@code --room}, {@code --region} and {@code --order}. */
final class PlaceArgs {
    private final Arg<Integer> room;
    private final Arg<Integer> region;
    private final Arg<Integer> order;

    PlaceArgs(Syntax syntax) {
        room = syntax.option("--room", "N", Words::number, "1", "0 to 127; 0 is any.");
        region = syntax.option("--region", "N", Words::number, "1", "0 to 127; 0 is any.");
        order = syntax.option("--order", "N", Words::number, "1", "0 to 30000; 0 is any.");
    }

    CcmAddress address(Given given) {
        return CcmAddress.of(room.get(given), region.get(given), order.get(given));
    }
}
