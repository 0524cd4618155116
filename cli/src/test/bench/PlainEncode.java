import fieldlink.powerhub.Channel;
import fieldlink.powerhub.ChannelCommand;
import fieldlink.powerhub.CommandBatch;
import fieldlink.powerhub.Level;

/** {@code fieldlink powerhub encode set CHANNEL LEVEL} with no command line library at all: the yardstick. */
public final class PlainEncode {
    private PlainEncode() {}

    public static void main(String[] args) {
        if (args.length != 5 || !args[0].equals("powerhub") || !args[1].equals("encode") || !args[2].equals("set")) {
            System.err.println("usage: powerhub encode set CHANNEL LEVEL");
            System.exit(2);
        }
        Channel channel = Channel.of(Integer.parseInt(args[3]));
        Level level = Level.of(Integer.parseInt(args[4]));
        System.out.println(CommandBatch.of(new ChannelCommand.Set(channel, level)).encode().hex());
    }
}
