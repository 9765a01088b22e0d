package ee.tasks.engine.json;

import jakarta.json.bind.adapter.JsonbAdapter;
import java.util.Currency;

/** A currency as its code; JSON-B alone writes its getters and cannot read them. */
final class CurrencyAdapter implements JsonbAdapter<Currency, String> {

    @Override
    public String adaptToJson(Currency currency) {
        return currency == null ? null : currency.getCurrencyCode();
    }

    @Override
    public Currency adaptFromJson(String code) {
        return code == null ? null : Currency.getInstance(code);
    }
}
