package dev.rapport.enrichment.campaign.publish;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.rapport.runtime.catalog.InvalidProductException;
import dev.rapport.runtime.catalog.ProductOrigin;
import dev.rapport.runtime.catalog.ProductReader;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.value.FileFault;
import dev.rapport.schemas.CatalogProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Products as JSON Lines, with the fields of {@link ProductReader}. They do not age: the file is how its operator wants the
 * catalogue to be for as long as the service runs.
 */
public final class CatalogFile {
    private static final int MAX_PROBLEMS = 20;
    private static final ProductOrigin ORIGIN = new ProductOrigin("file", null);
    private static final ObjectReader JSON = Json.exactNumbers().readerFor(new TypeReference<Map<String, Object>>() {});

    private CatalogFile() {}

    /**
     * All products of a file.
     *
     * @throws ConfigException naming the bad lines, the first twenty of them
     */
    public static List<CatalogProduct> load(Path file) {
        var products = new ArrayList<CatalogProduct>();
        var problems = new ArrayList<String>();
        var number = 0;
        for (var line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                products.add(product(line));
            } catch (JsonProcessingException | NumberFormatException e) {
                // An exponent beyond all bounds is JSON, but no number.
                problems.add(file + ": line " + number + ": not a JSON object");
            } catch (InvalidProductException e) {
                problems.add(file + ": line " + number + ": " + e.getMessage());
            }
            if (problems.size() == MAX_PROBLEMS) {
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return products;
    }

    private static CatalogProduct product(String line) throws JsonProcessingException, InvalidProductException {
        Map<String, Object> fields = JSON.readValue(line);
        if (fields == null) {
            throw new JsonParseException("null is not an object");
        }
        return ProductReader.read(fields, ORIGIN);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigException(
                    List.of("enrichment.catalog.file=" + file + ": cannot be read: " + FileFault.of(e)));
        }
    }
}
