package fieldlink.jobs.robot.rules;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encryption of the newer web frontend: CryptoJS with a passphrase. Base64 of {@code Salted__}, eight bytes of salt
 * and AES-256-CBC; key and vector come from the passphrase by OpenSSL's old derivation, one round of MD5.
 *
 * <p>The passphrase is printed in every copy of the frontend and nothing is authenticated: this keeps old clients
 * working, it protects nothing. Use TLS.
 */
public final class SealedPayload {
    private static final byte[] MAGIC = "Salted__".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 8;
    private static final int HEAD_BYTES = MAGIC.length + SALT_BYTES;
    private static final int KEY_BYTES = 32;
    private static final int VECTOR_BYTES = 16;

    private final byte[] passphrase;

    public SealedPayload(String passphrase) {
        this.passphrase = passphrase.getBytes(StandardCharsets.UTF_8);
    }

    /** @return empty when the text was not sealed with this passphrase */
    public Optional<String> open(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length <= HEAD_BYTES || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(bytes, MAGIC.length, HEAD_BYTES));
            byte[] plain = cipher.doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException notSealed) {
            return Optional.empty();
        }
    }

    /** @param salt eight fresh random bytes */
    public String seal(String text, byte[] salt) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("the salt has " + SALT_BYTES + " bytes, not " + salt.length);
        }
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE, salt).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] bytes = Arrays.copyOf(MAGIC, HEAD_BYTES + secret.length);
            System.arraycopy(salt, 0, bytes, MAGIC.length, SALT_BYTES);
            System.arraycopy(secret, 0, bytes, HEAD_BYTES, secret.length);
            return Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES-CBC or MD5", missing);
        }
    }

    private Cipher cipher(int mode, byte[] salt) throws GeneralSecurityException {
        byte[] derived = derive(salt);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                mode,
                new SecretKeySpec(derived, 0, KEY_BYTES, "AES"),
                new IvParameterSpec(derived, KEY_BYTES, VECTOR_BYTES));
        return cipher;
    }

    private byte[] derive(byte[] salt) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] derived = new byte[KEY_BYTES + VECTOR_BYTES];
        byte[] block = {};
        for (int at = 0; at < derived.length; at += block.length) {
            md5.update(block);
            md5.update(passphrase);
            block = md5.digest(salt);
            System.arraycopy(block, 0, derived, at, block.length);
        }
        return derived;
    }
}
