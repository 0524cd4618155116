package fieldlink.cli.doctor;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A healthy gateway, until a test makes it ill. */
final class Patient implements Machine {
    final Map<String, String> files = new TreeMap<>(Map.of(
            "/sys/class/bluetooth/hci0", "",
            "/etc/polkit-1/rules.d/50-fieldlink.rules", ""));
    final Map<String, String> programs = new HashMap<>(Map.of(
            "bluetoothctl --version", "bluetoothctl: 5.66\n",
            "busctl --system --no-pager status org.bluez", "PID=1\n",
            "id -nG", "grower bluetooth\n",
            "timedatectl show --property=NTPSynchronized --value", "yes\n"));
    final Set<Path> sockets = new HashSet<>(Set.of(RadioExamination.SYSTEM_BUS));
    final Set<String> reachable = new HashSet<>();
    final Set<Integer> takenPorts = new HashSet<>();
    List<Interface> nics = List.of(new Interface("eth0", true, true));
    long free = 1L << 30;
    int java = 17;

    @Override
    public Optional<String> read(Path file) {
        return Optional.ofNullable(files.get(file.toString()));
    }

    @Override
    public List<String> list(Path directory) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(directory + "/"))
                .map(name -> name.substring(directory.toString().length() + 1).split("/")[0])
                .distinct()
                .toList();
    }

    @Override
    public Optional<String> run(String... command) {
        return Optional.ofNullable(programs.get(String.join(" ", command)));
    }

    @Override
    public boolean canConnect(Path unixSocket) {
        return sockets.contains(unixSocket);
    }

    @Override
    public boolean canBindUdp(int port) {
        return !takenPorts.contains(port);
    }

    @Override
    public boolean canBindTcp(int port) {
        return !takenPorts.contains(port);
    }

    @Override
    public boolean canReachTcp(String host, int port) {
        return reachable.contains(host + ":" + port);
    }

    @Override
    public List<Interface> interfaces() {
        return nics;
    }

    @Override
    public long freeBytes(Path path) {
        return free;
    }

    @Override
    public int javaVersion() {
        return java;
    }

    @Override
    public String userName() {
        return "grower";
    }
}
