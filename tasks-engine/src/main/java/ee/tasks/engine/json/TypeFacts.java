package ee.tasks.engine.json;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link TypeWalk} found in a type.
 *
 * @param problems what keeps it from being JSON, as sentences with ids
 * @param names of its properties, which messages may contain
 * @param unordered whether it contains collections whose order may change on the way
 * @param bean whether the type itself is made of properties
 * @param polymorphic whether the type itself says in its JSON which of its subtypes a value is
 * @param optional whether the type itself is an optional
 */
record TypeFacts(
        List<String> problems,
        Set<String> names,
        boolean unordered,
        boolean bean,
        boolean polymorphic,
        boolean optional) {

    static final TypeFacts NONE = new TypeFacts(List.of(), Set.of(), false, false, false, false);

    TypeFacts {
        problems = List.copyOf(problems);
        names = Set.copyOf(names);
    }

    Object empty() {
        return optional ? Optional.empty() : null;
    }
}
