package fieldlink.powerhub;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** A list that nobody changes, on an array that it is given for good: {@link List#of} would copy it once more. */
final class FixedList<E> extends AbstractList<E> implements RandomAccess {
    private final E[] elements;

    /** @param elements not touched by anybody else from now on */
    FixedList(E[] elements) {
        for (E element : elements) {
            Objects.requireNonNull(element);
        }
        this.elements = elements;
    }

    @Override
    public E get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
