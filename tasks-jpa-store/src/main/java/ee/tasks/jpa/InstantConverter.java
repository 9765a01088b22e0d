package ee.tasks.jpa;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;

/** Converts to UTC without a zone, the only form that Hibernate and EclipseLink store alike on every database. */
@Converter
public class InstantConverter implements AttributeConverter<Instant, LocalDateTime> {

    @Override
    public LocalDateTime convertToDatabaseColumn(Instant instant) {
        return Sql.toUtc(instant);
    }

    @Override
    public Instant convertToEntityAttribute(LocalDateTime utc) {
        return Sql.toInstant(utc);
    }
}
