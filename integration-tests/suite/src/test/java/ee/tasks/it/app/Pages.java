package ee.tasks.it.app;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.LongStream;

/** Publishes pages: its own row and the tasks are of one transaction. */
@RequestScoped
public class Pages {

    @PersistenceContext
    EntityManager entities;

    @Inject
    TaskQueue tasks;

    @Transactional
    public List<String> publish(long pageId, int subscribers) {
        Page page = new Page();
        page.id = pageId;
        page.published = true;
        entities.persist(page);
        return LongStream.range(0, subscribers)
                .mapToObj(userId -> tasks.enqueue(Newsletter::sendPageChanged, pageId, userId))
                .map(TaskResult::id)
                .toList();
    }

    @Transactional
    public void publishAndFail(long pageId, int subscribers) {
        publish(pageId, subscribers);
        entities.flush();
        throw new IllegalStateException("rolled back");
    }

    @Transactional
    public boolean isPublished(long pageId) {
        return entities.find(Page.class, pageId) != null;
    }
}
