package fieldlink.cli.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ports, interfaces and the database. */
final class NetworkExamination {
    private static final int[] CCM_PORTS = {16520, 16521, 16529};
    private static final String JDBC = "jdbc:";
    private static final int POSTGRES_PORT = 5432;

    private final Machine machine;
    private final Examination.Gateway gateway;

    NetworkExamination(Machine machine, Examination.Gateway gateway) {
        this.machine = machine;
        this.gateway = gateway;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(ports());
        all.addAll(interfaces());
        all.add(postgres());
        return all;
    }

    private List<Finding> ports() {
        List<Finding> all = new ArrayList<>();
        for (int port : CCM_PORTS) {
            all.add(
                    machine.canBindUdp(port)
                            ? Finding.ok("udp " + port, "free for CCM")
                            : Finding.warning(
                                    "udp " + port, "taken, and not shared", "ss -lunp 'sport = " + port + "'"));
        }
        for (int port : gateway.tcpPorts()) {
            all.add(
                    machine.canBindTcp(port)
                            ? Finding.ok("tcp " + port, "free for the gateway")
                            : Finding.warning(
                                    "tcp " + port,
                                    "taken; by the gateway itself, if 'fieldlink status' answers",
                                    "ss -ltnp 'sport = " + port + "', or choose another port"));
        }
        return all;
    }

    private List<Finding> interfaces() {
        List<Finding> all = new ArrayList<>();
        String chosen = gateway.interfaceOrNull();
        for (Machine.Interface nic : machine.interfaces()) {
            if (chosen == null || chosen.equals(nic.name())) {
                all.add(able(nic));
            }
        }
        if (all.isEmpty() && chosen == null) {
            all.add(Finding.warning("network", "no interface is up but loopback", "ip link set dev NAME up"));
        } else if (all.isEmpty() && chosen != null && !chosen.startsWith("127.")) {
            all.add(Finding.wrong(
                    chosen, "is configured for CCM, but is not up", "ip link set dev " + chosen + " up, or change it"));
        }
        return all;
    }

    private static Finding able(Machine.Interface nic) {
        String able = (nic.broadcast() ? "broadcast" : "no broadcast") + ", "
                + (nic.multicast() ? "multicast" : "no multicast");
        if (!nic.broadcast()) {
            return Finding.warning(
                    nic.name(), able + ": CCM nodes cannot be reached on it", "choose another one in ccm.network");
        }
        return nic.multicast()
                ? Finding.ok(nic.name(), able)
                : Finding.warning(
                        nic.name(),
                        able + ": searches for nodes do not get out",
                        "ip link set dev " + nic.name() + " multicast on");
    }

    private Finding postgres() {
        @Nullable String url = gateway.databaseOrNull();
        if (url == null) {
            return Finding.ok("PostgreSQL", "not configured; jobs are kept in SQLite");
        }
        URI place = URI.create(url.substring(JDBC.length()));
        String host = place.getHost() == null ? "localhost" : place.getHost();
        int port = place.getPort() < 0 ? POSTGRES_PORT : place.getPort();
        return machine.canReachTcp(host, port)
                ? Finding.ok("PostgreSQL", host + ":" + port + " answers")
                : Finding.wrong(
                        "PostgreSQL",
                        host + ":" + port + " does not answer",
                        "systemctl start postgresql there, or correct jobs.database.url");
    }
}
