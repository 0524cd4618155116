package broken.till;

import broken.shop.sim.Pretend;
import broken.street.Passer;

/** Breaks: a name that says nothing; a library that knows a simulator and the outside. */
public final class TillManager {
    public int stock() {
        return new Pretend().stock();
    }

    public Passer customer() {
        return new Passer();
    }
}
