// Asks veraPDF whether PDF files keep to profiles: java PdfValidator.java ua1,3a FILE...
// Prints a line for each rule that a file breaks, with the file and the profile before it; nothing where all is well.

import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

public class PdfValidator {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> profiles = new ArrayList<>();
        for (String name : arguments[0].split(",")) {
            profiles.add(PDFAFlavour.fromString(name));
        }
        for (int place = 1; place < arguments.length; place++) {
            validate(arguments[place], profiles);
        }
    }

    /** Reads the file once for all profiles. */
    private static void validate(String file, List<PDFAFlavour> profiles) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), profiles.get(0));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profiles)) {
            parser.setFlavours(profiles);
            for (ValidationResult result : validator.validateAll(parser)) {
                Set<String> faults = new TreeSet<>();
                for (TestAssertion assertion : result.getTestAssertions()) {
                    if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                        RuleId rule = assertion.getRuleId();
                        faults.add(rule.getClause() + "-" + rule.getTestNumber() + " " + assertion.getMessage());
                    }
                }
                if (!result.isCompliant() && faults.isEmpty()) {
                    faults.add("does not comply");
                }
                for (String fault : faults) {
                    System.out.println(file + "\t" + result.getPDFAFlavour().getId() + ": " + fault);
                }
            }
        }
    }
}
