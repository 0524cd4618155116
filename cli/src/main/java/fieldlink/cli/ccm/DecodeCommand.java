package fieldlink.cli.ccm;

import static java.nio.charset.StandardCharsets.UTF_8;

import fieldlink.ccm.CcmParse;
import fieldlink.ccm.CcmPayload;
import fieldlink.ccm.CcmReader;
import fieldlink.cli.Arg;
import fieldlink.cli.Command;
import fieldlink.cli.Console;
import fieldlink.cli.ExitCode;
import fieldlink.cli.Given;
import fieldlink.cli.Syntax;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code fieldlink ccm decode [DATAGRAM…]}: what packets say, one JSON object each. */
final class DecodeCommand implements Command {
    /** A packet of any size that is read, as hex with a separator after each byte, and some. */
    private static final int MAX_LINE = 16_384;

    private static final Pattern HEX = Pattern.compile("(0[xX])?([0-9a-fA-F]{2}[ :]?)+");

    private final Arg<String> datagrams;

    DecodeCommand(Syntax syntax) {
        syntax.details(
                "Each DATAGRAM is a packet, as text or as hex; without any, one is read from each line of standard input.",
                "Prints one JSON object for each, with or without --json, and goes on after a malformed one.",
                "Ends with 1 when any was malformed.");
        syntax.examples(
                "ccm decode '<UECS><DATA type=\"VenSdWinopr\" room=\"1\" region=\"71\">30</DATA></UECS>'",
                "ccm decode < packets.txt");
        datagrams = syntax.parameters("DATAGRAM", text -> text, "A packet, as text or as hex.");
    }

    @Override
    public ExitCode run(Given given, Console console) throws IOException {
        List<String> arguments = datagrams.all(given);
        boolean allGood = true;
        for (String datagram : arguments) {
            allGood &= print(datagram.getBytes(UTF_8), console);
        }
        if (arguments.isEmpty()) {
            InputStream input = new BufferedInputStream(console.in());
            for (byte[] line = nextLine(input); line != null; line = nextLine(input)) {
                allGood &= line.length == 0 || print(line, console);
            }
        }
        return allGood ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static boolean print(byte[] given, Console console) {
        CcmParse parse = CcmReader.read(CcmPayload.of(bytes(given)));
        console.result(PacketJson.of(parse).toString());
        if (parse instanceof CcmParse.Malformed malformed) {
            console.remark("fieldlink: " + malformed.detail());
            return false;
        }
        return true;
    }

    /** Bytes stay as they are, unless they are the hex of others: no packet looks like hex. */
    private static byte[] bytes(byte[] given) {
        String text = new String(given, UTF_8).strip();
        if (!HEX.matcher(text).matches()) {
            return given;
        }
        String digits = text.replaceFirst("^0[xX]", "").replaceAll("[ :]", "");
        return HexFormat.of().parseHex(digits);
    }

    /** Null at the end. A line that is too long is cut, and is then too large for a packet. */
    private static byte @Nullable [] nextLine(InputStream input) throws IOException {
        int b = input.read();
        if (b < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (b >= 0 && b != '\n') {
            if (line.size() < MAX_LINE) {
                line.write(b);
            }
            b = input.read();
        }
        return line.toByteArray();
    }
}
