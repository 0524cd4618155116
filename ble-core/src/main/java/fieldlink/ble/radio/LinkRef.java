package fieldlink.ble.radio;

import fieldlink.ble.LinkKey;

/** One life of a link. An answer that names an earlier life is stale and changes nothing. */
public record LinkRef(LinkKey key, long generation) {}
