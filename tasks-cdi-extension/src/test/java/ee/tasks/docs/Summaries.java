package ee.tasks.docs;

import ee.tasks.Limit;
import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

/** What the page about limits shows. */
@ApplicationScoped
public class Summaries {

    public record Report(String customer, long number) {}

    // tag::rate[]
    @Task
    @Limit(name = "openai", rate = "100/PT1M")
    public String summarise(long pageId) {
        return "what page " + pageId + " says"; // call the API here
    }
    // end::rate[]

    // tag::key[]
    @Task
    @Limit(concurrent = 1, key = "{0.customer}")
    public void print(Report report) {
        // one report at a time for each customer
    }
    // end::key[]

    // tag::several[]
    @Task
    @Limit(name = "openai", rate = "100/PT1M")
    @Limit(name = "openai-tenant", rate = "20/PT1M", key = "{header.tenant}")
    @Limit(concurrent = 4, weight = 2)
    public String translate(long pageId, String language) {
        return "page " + pageId + " in " + language;
    }
    // end::several[]

    // tag::strict[]
    @Task
    @Limit(concurrent = 1, strict = true)
    public void settleAccounts() {
        // never two at once, whatever dies
    }
    // end::strict[]
}
