/**
 * Arguments and results as JSON, bound to declared types: the codec, its rules and the deployment check of types.
 * Used by the engine alone; it knows neither tasks' beans nor backends.
 */
package ee.tasks.core.json;
