/**
 * The worker: claims from a store, runs on an executor, completes in groups, renews leases and rescues what others lost.
 * Knows stores, never SQL, JPA or CDI; everything comes in through constructors. For {@code ee.tasks.engine.backend} and
 * {@code ee.tasks.cdi}.
 */
package ee.tasks.engine.worker;
