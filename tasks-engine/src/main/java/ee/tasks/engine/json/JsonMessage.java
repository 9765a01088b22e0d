package ee.tasks.engine.json;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/**
 * The messages about payloads, ids 300 to 349. An id is never given to another message, and none says a value: arguments may
 * be secrets. The first fact is what the message is about.
 */
enum JsonMessage implements NumberedMessage {
    ARGUMENT_COUNT(
            300,
            "the number of arguments for %s must be %s%s, was %s; pass one for each parameter, null where there is none"),
    NULL_FOR_PRIMITIVE(301, "%s is a primitive %s and cannot be null; pass a value, or declare the parameter as %s"),
    WRONG_TYPE(302, "%s must be %s, was %s; %s"),
    NOT_FINITE(
            303,
            "%s is or contains NaN or an infinity, for which JSON has no number; pass a finite number, null where the type"
                    + " allows it, or text"),
    NOT_WRITABLE(
            304,
            "%s cannot be written as JSON%s (%s); pass an id, or a record or public bean of plain values whose getters do"
                    + " not throw"),
    LOST(
            305,
            "%s does not survive being written as JSON and read back%s: %s; pass a type whose whole state is in"
                    + " constructor parameters, or in properties with getter and setter"),
    TOO_LARGE(
            306,
            "%s would take %s bytes of JSON, and at most %s are allowed (ee.tasks.max-payload); store the data and pass its id"),
    NULL_KEY(307, "%s contains a map with a null key, but JSON has no name for that; leave the entry out"),

    UNREADABLE(
            310,
            "%s cannot be read from the stored JSON%s: %s; a node that runs the version which wrote it can read it"),
    MISSING_PRIMITIVE(
            311,
            "%s is missing in the stored JSON, which was written before the parameter existed; declare it as %s, so"
                    + " that it can be null, or let the old tasks finish first"),
    SURPLUS_ARGUMENTS(
            312,
            "the number of arguments for %s must be %s%s, but the stored JSON has %s: a version with more parameters"
                    + " wrote it, and a node that runs that version can run it"),

    UNKNOWN_FORMAT(
            313,
            "the stored task '%s' has payload format %s, but this version reads %s; a node that runs the version"
                    + " which wrote it can read it"),

    ENTITY(
            320,
            "%s is the JPA entity %s, which would be out of date when the task runs; pass its id and find it in the task"),
    OPEN_RESOURCE(321, "%s is a %s, which is an open resource, not data; pass what is needed to open it in the task"),
    STREAM(322, "%s is a %s, which %s; declare a List or a Set"),
    FUNCTION(323, "%s is the functional interface %s; code cannot be stored, make it a task of its own and pass data"),
    UNTYPED(
            324,
            "%s is %s, which does not say what to read from the JSON; declare the type, or a jakarta.json.JsonObject"
                    + " for free-form data"),
    TYPE_VARIABLE(325, "%s has the open type %s; declare a type without wildcards and type variables"),
    GENERIC_RECORD(
            326,
            "%s is the generic record %s, which JSON-B cannot read back; declare a record for this use, or a generic bean"),
    NOT_PUBLIC(327, "%s is %s, which is not public, so that JSON-B cannot reach it; make it public"),
    NO_SUBTYPES(
            328,
            "%s is %s, an abstract type without type information; annotate it with @JsonbTypeInfo and list its subtypes,"
                    + " or declare a concrete type"),
    NO_JSON_FORM(329, "%s is a %s, which has no JSON form that can be read back; %s"),
    NO_PROPERTIES(
            330,
            "%s is %s, in which JSON-B finds no property that it could read back; make it a record, or give its"
                    + " properties public getters and setters"),
    NOT_CONSTRUCTIBLE(331, "%s is %s, which JSON-B cannot create: %s"),
    RECORD_CONSTRUCTORS(
            332,
            "%s is the record %s with several constructors, and JSON-B does not know which of them to call; put"
                    + " @JsonbCreator on one"),
    GENERIC_ARRAY(333, "%s is the generic array %s, which JSON-B cannot write; declare a List"),
    NOT_LOADABLE(
            334,
            "%s is %s, which refers to a class that is not in the deployment (%s); add the library, or declare a type that"
                    + " does not need it"),
    NUMBER_OUT_OF_RANGE(
            335,
            "%s is or contains a number of more than %s characters, or with an exponent above 2147483647, which cannot be read"
                    + " back; pass it as text or as bytes"),
    NESTED_OPTIONAL(
            336,
            "%s is an Optional of a %s, but JSON has one null for an empty one of either; declare one Optional only"),
    HEADERS_TOO_LARGE(
            337,
            "the headers of task '%s', those that it inherits included, would take %s bytes of JSON, and at most %s are allowed;"
                    + " pass large values as arguments");

    private final Declaration declaration;

    JsonMessage(int id, String template) {
        declaration = new Declaration(id, Level.ERROR, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
