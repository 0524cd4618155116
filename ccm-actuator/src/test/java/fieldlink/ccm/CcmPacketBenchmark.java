package fieldlink.ccm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A packet of 200 bytes into a record and back, beside the JDK's parser on the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CcmPacketBenchmark {
    private static final int LENGTH = 200;

    private final CcmPacket packet = CcmPacket.of(
            Ipv4Address.parse("192.168.120.166"),
            new CcmDatum(new CcmType("InAirHumidDef.2.cMC"), CcmAddress.of(127, 114, 30_000), 29, "-1234567.125"));

    private final byte[] bytes = padded(CcmWriter.write(packet));
    /** One space more: a packet of the same length in a layout of its own. */
    private final byte[] otherwise = Arrays.copyOf(
            new String(bytes, US_ASCII).replace("<UECS ver", "<UECS  ver").getBytes(US_ASCII), LENGTH);

    private final XMLInputFactory factory = StaxReading.factory();

    /** The last few bytes are line ends, as some senders have them. */
    private static byte[] padded(CcmPayload payload) {
        byte[] padded = Arrays.copyOf(payload.toByteArray(), LENGTH);
        Arrays.fill(padded, payload.length(), LENGTH, (byte) '\n');
        return padded;
    }

    @Benchmark
    public CcmParse read() {
        return CcmReader.read(bytes, 0, bytes.length);
    }

    @Benchmark
    public CcmParse readOtherLayout() {
        return CcmReader.read(otherwise, 0, otherwise.length);
    }

    @Benchmark
    public StaxReading readByStax() throws XMLStreamException {
        return StaxReading.read(factory.createXMLStreamReader(new ByteArrayInputStream(bytes)));
    }

    @Benchmark
    public CcmPayload write() {
        return CcmWriter.write(packet);
    }
}
