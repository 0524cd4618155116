package broken.shop.disk;

import broken.shop.Goods;

/** Innocent by itself; {@link Goods} makes a cycle with it. */
public record Shelf(Goods goods) {}
