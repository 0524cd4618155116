package broken.shop.sim;

/** Innocent; a real till uses it. */
public final class Pretend {
    public int stock() {
        return 1;
    }
}
