package dev.windlass.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A cluster's name. What can't be one is refused before anybody is asked. */
final class ClusterArgument implements ITypeConverter<String> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    @Override
    public String convert(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new TypeConversionException(
                    "'%s' is not a cluster's name: 1 to 40 of a-z, 0-9 and '-', beginning and ending with a letter or digit"
                            .formatted(text));
        }
        return text;
    }
}
