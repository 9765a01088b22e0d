/**
 * The shapes that {@code enqueue(Bean::method, ...)} accepts: a method that returns nothing, a value or a stage, with up to six arguments.
 * The compiler picks them; nobody imports them.
 */
package ee.tasks.function;
