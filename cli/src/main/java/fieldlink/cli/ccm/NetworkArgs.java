package fieldlink.cli.ccm;

import fieldlink.ccm.CcmPort;
import fieldlink.ccm.udp.Destination;
import fieldlink.ccm.udp.UdpException;
import fieldlink.ccm.udp.UdpPorts;
import fieldlink.ccm.udp.UdpSettings;
import fieldlink.ccm.udp.UdpTransport;
import fieldlink.cli.Arg;
import fieldlink.cli.CommandFailure;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** {@code --interface}, {@code --to} and {@code --ports}: where a command is on the network. */
final class NetworkArgs {
    private final Arg<String> network;
    private final Arg<Destination> destinations;
    private final Arg<Integer> firstPort;

    NetworkArgs(Syntax syntax) {
        network = syntax.option(
                "--interface, -i",
                "NAME",
                text -> text,
                "A network interface or one of this machine's addresses; else the first that leaves this machine.");
        destinations = syntax.options(
                "--to",
                "WAY",
                Syntax.oneOf(Destination.class),
                "limited-broadcast, subnet-broadcast or all-hosts; may be given several times. Without it the first"
                        + " and the last, within this machine the second.");
        firstPort = syntax.option(
                "--ports",
                "FIRST",
                Words::number,
                Integer.toString(CcmPort.VALUES.number()),
                "The port of values; search is the next and scan the ninth after it.");
    }

    UdpTransport open(Given given) {
        return open(settings(given));
    }

    /** The settings, on another address than the one that was given, when none was. */
    UdpSettings settings(Given given, String fallback) {
        return adjust(given, settingsOn(network.find(given).orElse(fallback)));
    }

    static UdpTransport open(UdpSettings settings) {
        try {
            return UdpTransport.open(settings);
        } catch (UdpException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private UdpSettings settings(Given given) {
        Optional<String> named = network.find(given);
        return adjust(given, named.map(NetworkArgs::settingsOn).orElseGet(UdpSettings::onDefaultNetwork));
    }

    private UdpSettings adjust(Given given, UdpSettings settings) {
        List<Destination> wanted = destinations.all(given);
        UdpSettings adjusted = settings.withPorts(UdpPorts.from(firstPort.get(given)));
        return wanted.isEmpty() ? adjusted : adjusted.withDestinations(EnumSet.copyOf(wanted));
    }

    private static UdpSettings settingsOn(String network) {
        boolean inside = network.equals("lo") || network.startsWith("127.");
        return inside ? UdpSettings.loopback(network, UdpPorts.STANDARD) : UdpSettings.on(network);
    }
}
