/** Tasks that send messages by the server's broker. */
package ee.tasks.it.wildfly.messaging;
