package fieldlink.jobs.robot.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import fieldlink.jobs.robot.engineio.EnginePacket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the protocol text, version 5, section "Packet encoding", both ways. */
class PacketTest {
    private static final JsonMapper JSON = new JsonMapper();
    private final PacketWriter writer = new PacketWriter(JSON);
    private final PacketReader reader = new PacketReader(JSON, 100);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0{\"sid\":\"wZX3oN0bSVIhsaknAAAI\"}",
                "0/admin,",
                "0/admin,{\"sid\":\"oSO0OpakMV_3jnilAAAA\"}",
                "4{\"message\":\"Not authorized\"}",
                "4\"Unable to connect\"",
                "2[\"foo\"]",
                "2/admin,[\"bar\"]",
                "212[\"foo\"]",
                "312[]",
                "2/admin,13[\"foo\"]",
                "3/admin,13[\"bar\"]",
                "1",
                "1/admin,",
                "2[\"foo\",1,\"2\",{\"3\":[true,null,1.5]}]"
            })
    void aPacketReadAndWrittenIsTheSameText(String text) {
        assertThat(reader.read(EnginePacket.message(text)))
                .isInstanceOfSatisfying(
                        PacketReader.Progress.Complete.class,
                        complete -> assertThat(writer.write(complete.packet()))
                                .containsExactly(EnginePacket.message(text)));
    }

    static Stream<List<EnginePacket>> binary() {
        EnginePacket first = EnginePacket.message(ByteBuffer.wrap(new byte[] {1, 2}));
        EnginePacket second = EnginePacket.message(ByteBuffer.wrap(new byte[] {3, 4}));
        return Stream.of(
                List.of(EnginePacket.message("51-[\"baz\",{\"_placeholder\":true,\"num\":0}]"), first),
                List.of(
                        EnginePacket.message("52-/admin,[\"baz\",{\"_placeholder\":true,\"num\":0},"
                                + "{\"deep\":[{\"_placeholder\":true,\"num\":1}]}]"),
                        first,
                        second),
                List.of(EnginePacket.message("61-15[\"bar\",{\"_placeholder\":true,\"num\":0}]"), first));
    }

    @ParameterizedTest
    @MethodSource("binary")
    void attachmentsFollowTheirPacket(List<EnginePacket> messages) {
        PacketReader.Progress last = new PacketReader.Progress.Incomplete();
        for (EnginePacket message : messages) {
            assertThat(last).isInstanceOf(PacketReader.Progress.Incomplete.class);
            last = reader.read(message);
        }
        assertThat(last)
                .isInstanceOfSatisfying(
                        PacketReader.Progress.Complete.class,
                        complete -> assertThat(writer.write(complete.packet())).isEqualTo(messages));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "7[\"foo\"]",
                "2{}",
                "2[]",
                "2[null]",
                "2",
                "2[\"disconnect\"]",
                "2abc[\"message\"]",
                "2[\"foo\"",
                "2[\"foo\"]trailing",
                "5[\"foo\"]",
                "5x-[\"foo\"]",
                "599999-[\"foo\"]",
                "3{}",
                "0[]",
                "1{}"
            })
    void whatIsNoPacketIsBroken(String text) {
        assertThat(reader.read(EnginePacket.message(text))).isInstanceOf(PacketReader.Progress.Broken.class);
    }

    @Test
    void anAttachmentNobodyAnnouncedIsBroken() {
        assertThat(reader.read(EnginePacket.message(ByteBuffer.allocate(1))))
                .isInstanceOf(PacketReader.Progress.Broken.class);
    }

    @Test
    void aTextInPlaceOfAnAttachmentIsBroken() {
        reader.read(EnginePacket.message("51-[\"baz\",{\"_placeholder\":true,\"num\":0}]"));

        assertThat(reader.read(EnginePacket.message("2[\"foo\"]"))).isInstanceOf(PacketReader.Progress.Broken.class);
    }

    @Test
    void aPlaceholderWithoutAttachmentIsBroken() {
        reader.read(EnginePacket.message("51-[\"baz\",{\"_placeholder\":true,\"num\":1}]"));

        assertThat(reader.read(EnginePacket.message(ByteBuffer.allocate(1))))
                .isInstanceOf(PacketReader.Progress.Broken.class);
    }

    @Test
    void attachmentsTogetherKeepToTheLimit() {
        reader.read(EnginePacket.message("52-[\"baz\",1]"));
        reader.read(EnginePacket.message(ByteBuffer.allocate(60)));

        assertThat(reader.read(EnginePacket.message(ByteBuffer.allocate(60))))
                .isInstanceOf(PacketReader.Progress.Broken.class);
    }
}
