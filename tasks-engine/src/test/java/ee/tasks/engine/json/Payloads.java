package ee.tasks.engine.json;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A codec, and signatures of a task 'mail.send' with parameters p1, p2... */
final class Payloads {

    static final int MAX = 1 << 20;
    static final PayloadCodec CODEC = new PayloadCodec(MAX);

    private Payloads() {}

    static PayloadSignature taking(Type... types) {
        List<PayloadParameter> parameters = new ArrayList<>();
        for (Type type : types) {
            parameters.add(new PayloadParameter("p" + (parameters.size() + 1), type));
        }
        return PayloadSignature.of("mail.send", parameters, void.class);
    }

    static PayloadSignature returning(Type type) {
        return PayloadSignature.of("mail.send", List.of(), type);
    }

    static String write(Type type, Object value) {
        String json = CODEC.writeArguments(taking(type), Arrays.asList(value));
        return json.substring(1, json.length() - 1);
    }

    static Object read(Type type, String json) {
        return CODEC.readArguments(taking(type), "[" + json + "]")[0];
    }

    static Object roundTrip(Type type, Object value) {
        return read(type, write(type, value));
    }
}
