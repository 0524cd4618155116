package fieldlink.cli.gateway;

import fieldlink.cli.gateway.equipment.Handle;
import fieldlink.cli.gateway.equipment.Operators;
import fieldlink.jobs.robot.Account;
import fieldlink.jobs.robot.Accounts;
import fieldlink.jobs.robot.Role;
import java.util.Optional;

/**
 * Who may use the robot: those whom its own configuration names, and the operators of the job server, who may do
 * everything there as well. Nobody else, and while the job server is not at work none of its operators.
 */
final class SharedAccounts implements Accounts {
    private final Accounts own;
    private final Handle<Operators> operators;

    SharedAccounts(Accounts own, Handle<Operators> operators) {
        this.own = own;
        this.operators = operators;
    }

    @Override
    public boolean areRequired() {
        return true;
    }

    @Override
    public Optional<Account> find(String token) {
        return own.find(token)
                .or(() -> operators
                        .find()
                        .flatMap(known -> known.byToken(token))
                        .map(name -> new Account(name, Role.ADMIN)));
    }
}
