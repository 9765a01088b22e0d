package ee.tasks.engine.json;

import jakarta.json.bind.adapter.JsonbAdapter;
import java.time.Year;

/** A year as its number; JSON-B alone writes its getters and cannot read them. */
final class YearAdapter implements JsonbAdapter<Year, Integer> {

    @Override
    public Integer adaptToJson(Year year) {
        return year == null ? null : year.getValue();
    }

    @Override
    public Year adaptFromJson(Integer year) {
        return year == null ? null : Year.of(year);
    }
}
