package ee.tasks.jpa;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the parsers of databases refuse, or take for something else, that no build has, and H2's in their modes take. */
enum Grammar {
    ORACLE {
        @Override
        List<String> mistakes(String sql) {
            List<String> mistakes = selects(sql, Grammar::isOfNoTable);
            // An empty text is null there, where walks begin.
            if (BEHIND_A_TEXT.matcher(sql).find()) {
                mistakes.add(sql);
            }
            return mistakes;
        }
    },
    SQL_SERVER {
        @Override
        List<String> mistakes(String sql) {
            return selects(
                    sql,
                    select -> select.contains("fetch ")
                            && !ORDERED_FETCH.matcher(select).find());
        }
    },
    DB2 {
        @Override
        List<String> mistakes(String sql) {
            return selects(sql, Grammar::isOfNoTable);
        }
    };

    private static final Pattern BEHIND_A_TEXT = Pattern.compile("\\w+\\.(?!\\w+_at\\b)\\w+ > \\?");
    private static final Pattern ORDERED_FETCH =
            Pattern.compile("^(?!.*order by.*order by).*order by .+ offset 0 rows fetch first (\\?|\\d+) rows only");

    /** The parts of a statement that are wrong. */
    abstract List<String> mistakes(String sql);

    private static boolean isOfNoTable(String select) {
        return select.startsWith("select ") && !select.contains(" from ");
    }

    /** Of each select, without those in parentheses. */
    private static List<String> selects(String sql, Predicate<String> isWrong) {
        Deque<StringBuilder> open = new ArrayDeque<>(List.of(new StringBuilder()));
        List<String> closed = new ArrayList<>();
        for (char each : sql.replaceAll("\\s+", " ").toCharArray()) {
            if (each == ')') {
                closed.add(open.pop().toString());
            }
            open.element().append(each);
            if (each == '(') {
                open.push(new StringBuilder());
            }
        }
        closed.add(open.pop().toString());
        return new ArrayList<>(closed.stream()
                .flatMap(text -> Pattern.compile(" union (all )?").splitAsStream(text))
                .filter(isWrong)
                .toList());
    }
}
