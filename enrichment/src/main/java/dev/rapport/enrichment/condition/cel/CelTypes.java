package dev.rapport.enrichment.condition.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.rapport.enrichment.condition.Context;
import dev.rapport.enrichment.condition.Field;
import dev.rapport.enrichment.condition.Shape;
import dev.rapport.enrichment.condition.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types of what conditions can name, as the checker needs them. */
final class CelTypes {
    private final Map<String, CelType> shapes = new LinkedHashMap<>();

    /** Of these and all that can be reached from them. */
    CelTypes(List<Field<Context>> roots) {
        roots.forEach(root -> of(root.type()));
    }

    CelType of(Type type) {
        if (type instanceof Type.ListOf list) {
            return ListType.create(of(list.items()));
        }
        if (type instanceof Type.MapOf map) {
            return MapType.create(SimpleType.STRING, of(map.values()));
        }
        if (type instanceof Type.Fields fields) {
            return of(fields.shape());
        }
        return switch ((Type.Single) type) {
            case STRING -> SimpleType.STRING;
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case DYN -> SimpleType.DYN;
        };
    }

    private CelType of(Shape<?> shape) {
        var known = shapes.get(shape.name());
        if (known != null) {
            return known;
        }
        var types = ImmutableMap.<String, CelType>builder();
        shape.fields().forEach(field -> types.put(field.name(), of(field.type())));
        var byName = types.build();
        var made = StructType.create(shape.name(), byName.keySet(), name -> Optional.ofNullable(byName.get(name)));
        shapes.put(shape.name(), made);
        return made;
    }

    CelTypeProvider provider() {
        var all = ImmutableMap.copyOf(shapes);
        return new CelTypeProvider() {
            @Override
            public ImmutableCollection<CelType> types() {
                return ImmutableList.copyOf(all.values());
            }

            @Override
            public Optional<CelType> findType(String name) {
                return Optional.ofNullable(all.get(name));
            }
        };
    }

    /** Names of all fields, for messages. */
    static ImmutableSet<String> names(List<Field<Context>> roots) {
        var names = ImmutableSet.<String>builder();
        roots.forEach(root -> names(root.type(), names));
        return names.build();
    }

    private static void names(Type type, ImmutableSet.Builder<String> into) {
        if (type instanceof Type.ListOf list) {
            names(list.items(), into);
        } else if (type instanceof Type.Fields fields) {
            fields.shape().fields().forEach(field -> {
                into.add(field.name());
                names(field.type(), into);
            });
        }
    }
}
