package broken.shop;

import broken.shop.disk.Shelf;

/** Breaks: a record with an array; the root package knows its child, which makes a cycle. */
public record Goods(byte[] bytes) {
    public Shelf shelf() {
        return new Shelf(this);
    }
}
