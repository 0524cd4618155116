package fieldlink.ble.sensors;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-128 in CCM mode (RFC 3610) as BTHome uses it: a 13-byte nonce, a 4-byte tag, no associated data. The JDK has no
 * CCM, so it is put together from single AES blocks.
 */
final class AesCcm {
    static final int NONCE_LENGTH = 13;
    static final int TAG_LENGTH = 4;
    private static final int BLOCK = 16;
    /** Bytes of a block that count: 15 less the nonce. */
    private static final int LENGTH_FIELD = BLOCK - 1 - NONCE_LENGTH;

    private final Cipher cipher;

    AesCcm(byte[] key) {
        try {
            // Single blocks only: chaining and counting are done here, so that ECB's weakness does not arise.
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES", e);
        }
    }

    /** The clear text, or empty when the tag does not fit: another key, or bytes that were tampered with. */
    Optional<byte[]> open(byte[] nonce, byte[] cipherText, byte[] tag) {
        byte[] clear = counterMode(nonce, cipherText);
        boolean genuine = MessageDigest.isEqual(tag(nonce, clear), tag);
        return genuine ? Optional.of(clear) : Optional.empty();
    }

    /** The cipher text followed by its tag. */
    byte[] seal(byte[] nonce, byte[] clear) {
        byte[] sealed = Arrays.copyOf(counterMode(nonce, clear), clear.length + TAG_LENGTH);
        System.arraycopy(tag(nonce, clear), 0, sealed, clear.length, TAG_LENGTH);
        return sealed;
    }

    private byte[] counterMode(byte[] nonce, byte[] text) {
        byte[] result = text.clone();
        for (int start = 0; start < text.length; start += BLOCK) {
            byte[] stream = encrypt(block(LENGTH_FIELD - 1, nonce, start / BLOCK + 1));
            for (int i = start; i < Math.min(text.length, start + BLOCK); i++) {
                result[i] ^= stream[i - start];
            }
        }
        return result;
    }

    /** The first bytes of a CBC-MAC over the length and the clear text, hidden under counter block 0. */
    private byte[] tag(byte[] nonce, byte[] clear) {
        int flags = (TAG_LENGTH - 2) / 2 * 8 + LENGTH_FIELD - 1;
        byte[] mac = encrypt(block(flags, nonce, clear.length));
        for (int start = 0; start < clear.length; start += BLOCK) {
            for (int i = start; i < Math.min(clear.length, start + BLOCK); i++) {
                mac[i - start] ^= clear[i];
            }
            mac = encrypt(mac);
        }
        byte[] mask = encrypt(block(LENGTH_FIELD - 1, nonce, 0));
        byte[] tag = new byte[TAG_LENGTH];
        for (int i = 0; i < TAG_LENGTH; i++) {
            tag[i] = (byte) (mac[i] ^ mask[i]);
        }
        return tag;
    }

    private static byte[] block(int flags, byte[] nonce, int number) {
        byte[] block = new byte[BLOCK];
        block[0] = (byte) flags;
        System.arraycopy(nonce, 0, block, 1, NONCE_LENGTH);
        block[BLOCK - 2] = (byte) (number >> 8);
        block[BLOCK - 1] = (byte) number;
        return block;
    }

    private byte[] encrypt(byte[] block) {
        try {
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused a whole block", e);
        }
    }
}
