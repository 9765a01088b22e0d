/**
 * Arguments and results as JSON, bound to declared types: the codec, its rules and the deployment check of types.
 * For the engine, and for {@code ee.tasks.cdi}, which checks types at deployment; it knows neither tasks' beans nor backends.
 */
package ee.tasks.engine.json;
